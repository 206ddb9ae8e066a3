// Runs axe-core over the page. Prefixed by axe-core's own source. Answers only what a person needs to find
// the fault, as JSON: engines that run scripts in a sandbox hand over texts.

window.runAxe = (onlyColours) => {
  const options = {
    // Style sheets would be fetched again, which would look like a request of the page.
    preload: false,
    resultTypes: ["violations"],
    ...(onlyColours
      ? { runOnly: ["color-contrast", "link-in-text-block"] }
      : {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          rules: { "target-size": { enabled: true } },
        }),
  };
  // Colours on their way from one theme to the other are nobody's colours. What is not drawn does not go
  // on in some engines, and is not waited for.
  // They begin with a frame, as do the style rules of another width: a busy browser is waited for.
  const frames = new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
    setTimeout(resolve, document.hidden ? 300 : 3_000);
  });
  const animations = () =>
    document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
      .map((animation) => animation.finished);
  const settled = Promise.race([
    frames.then(() => Promise.allSettled(animations())),
    new Promise((resolve) => setTimeout(resolve, 5_000)),
  ]);
  // A target that a docked bar covers in part is scrolled free by whoever wants it: it is looked at
  // again where it stands free, and stays a violation if it is too small there.
  async function seenFree(result) {
    const place = scrollY;
    for (const violation of result.violations.filter(({ id }) => id === "target-size")) {
      const still = [];
      for (const node of violation.nodes) {
        const element = document.querySelector(node.target.join(" "));
        element?.scrollIntoView({ block: "center", behavior: "instant" });
        const again = await axe.run(element ?? document, { ...options, runOnly: ["target-size"] });
        still.push(...again.violations.flatMap(({ nodes }) => nodes));
      }
      violation.nodes = still;
    }
    scrollTo({ top: place, behavior: "instant" });
    result.violations = result.violations.filter(({ nodes }) => nodes.length > 0);
    return result;
  }
  return settled
    .then(() => axe.run(document, options))
    .then(seenFree)
    .then((result) =>
      result.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        targets: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
      })),
    )
    .catch((error) => [{ id: "axe", help: String(error), targets: [] }])
    .then((violations) => JSON.stringify(violations));
};

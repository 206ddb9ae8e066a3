// Runs axe-core over the page. Prefixed by axe-core's own source: engines that run scripts in a
// sandbox forget it between two scripts. Answers only what a person needs to find the fault.

const done = arguments[arguments.length - 1];
const options = {
  // Style sheets would be fetched again, which would look like a request of the page.
  preload: false,
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};
// Colours on their way from one theme to the other are nobody's colours.
const settled = Promise.allSettled(
  document
    .getAnimations()
    .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
    .map((animation) => animation.finished),
);
settled
  .then(() => axe.run(document, options))
  .then((result) =>
    done(
      result.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        targets: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
      })),
    ),
  )
  .catch((error) => done([{ id: "axe", help: String(error), targets: [] }]));

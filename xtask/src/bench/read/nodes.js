// Nodes of all kinds inside of the lists of turns, for each turn.
const { bench } = window;
bench.run("nodes", async () => {
  const turns = document.querySelectorAll("[data-turn]").length;
  let nodes = 0;
  for (const list of document.querySelectorAll("ol")) {
    if (!list.querySelector("[data-turn]")) continue;
    const inside = document.createTreeWalker(list);
    while (inside.nextNode()) nodes += 1;
  }
  return turns > 0 ? nodes / turns : null;
});

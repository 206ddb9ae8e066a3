// Waits for a conversation to be there, and leaves it. Returns its turns.
const MOUNTED = "diarist:all-turns-mounted";
const AT_MOST = 3_000;
const { bench } = window;
performance.clearMarks();

bench.run("reopen", async () => {
  const until = async (what, isSo) => {
    for (let frames = 0; !isSo(); frames += 1) {
      if (frames > AT_MOST) throw new Error(`there is no ${what}`);
      await bench.frame();
    }
  };
  await until("conversation", () => performance.getEntriesByName(MOUNTED).length > 0);
  await bench.painted();
  const turns = document.querySelectorAll("[data-turn]").length;
  const back = () => document.querySelector('a[aria-label="New conversation"]');
  await until("way back", back);
  back().click();
  await until("start", () => bench.field("Transcript file"));
  await bench.painted();
  return turns;
});

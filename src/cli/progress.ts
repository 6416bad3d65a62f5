/** A line that tells how far long work has come; one line per tenth where there is no terminal. */
export function progress(what: string): (done: number, of: number) => void {
  const began = Date.now();
  let lastTenth = -1;
  return (done, of) => {
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    const line = `${what}: ${done} of ${of} (${seconds} s)`;
    if (process.stderr.isTTY) {
      process.stderr.write(`\r${line}${done >= of ? '\n' : ''}`);
      return;
    }
    const tenth = of === 0 ? 10 : Math.floor((done / of) * 10);
    if (tenth > lastTenth) process.stderr.write(`${line}\n`);
    lastTenth = tenth;
  };
}

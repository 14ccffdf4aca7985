/** Reads single keys from the terminal, or from whatever stdin is; returns the function that lets go of it. */
export const readKeys = (onKey: (key: string) => void): (() => void) => {
  const { stdin } = process;
  const isTerminal = stdin.isTTY;
  if (isTerminal) stdin.setRawMode(true);
  const onData = (data: Buffer): void => {
    for (const key of data.toString('utf8')) onKey(key);
  };
  stdin.on('data', onData);
  stdin.resume();
  return () => {
    stdin.off('data', onData);
    if (isTerminal) stdin.setRawMode(false);
    stdin.pause();
  };
};

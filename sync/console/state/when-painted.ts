/** After the next frame is on the screen, and the one that shows it in its typeface: what can wait does not stand between the numbers and the eye. */
export const whenPainted = (): Promise<void> =>
  new Promise((resolve) => {
    window.requestAnimationFrame(() =>
      window.requestAnimationFrame(() => void document.fonts.ready.then(() => window.setTimeout(resolve))),
    );
    // A tab in the background paints nothing and is drawn all the same.
    window.setTimeout(resolve, 1_000);
  });

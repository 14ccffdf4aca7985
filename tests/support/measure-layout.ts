import type { Page } from 'playwright-core';

/**
 * Everything that is wrong with the layout of the present screen, in words: text outside the screen or outside its key, words over
 * words, something that scrolls, a control smaller than `minTarget` CSS pixels.
 */
export const layoutFaults = (page: Page, minTarget = 0): Promise<readonly string[]> =>
  page.evaluate((smallest) => {
    const faults: string[] = [];
    const slack = 1.5;
    const describe = (element: Element): string =>
      `${element.className || element.tagName}${element.getAttribute('data-category') ?? ''} "${(element.textContent ?? '').slice(0, 40)}"`;
    const inkOf = (element: Element): DOMRect => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const box = range.getBoundingClientRect();
      // A line box holds room for every mark and descender of the font; figures have none of the latter.
      const em = Number.parseFloat(getComputedStyle(element).fontSize);
      const below = (element.matches('.counter-number') ? 0.27 : 0.12) * em;
      return new DOMRect(box.left, box.top + 0.12 * em, box.width, box.height - 0.12 * em - below);
    };
    const isSeen = (element: Element): boolean => {
      const style = getComputedStyle(element);
      return style.display !== 'none' && style.visibility !== 'hidden' && element.getClientRects().length > 0;
    };
    const all = (selector: string): Element[] => [...document.querySelectorAll(selector)].filter(isSeen);
    const isInside = (inner: DOMRect, outer: DOMRect): boolean =>
      inner.left >= outer.left - slack &&
      inner.right <= outer.right + slack &&
      inner.top >= outer.top - slack &&
      inner.bottom <= outer.bottom + slack;
    const screen = new DOMRect(0, 0, window.innerWidth, window.innerHeight);

    if (document.documentElement.scrollWidth > window.innerWidth)
      faults.push('the page is wider than the screen');
    if (document.documentElement.scrollHeight > window.innerHeight)
      faults.push('the page is higher than the screen');

    const words =
      '.fitted, .prompt, .counter-word, .counter-number, .group-name, .lead, .key-part, .message-title, .message-line, ' +
      '.recorded-lead, .name-part, .staff-code, .panel-hint, .opens, .hours-row, .message-key-word, .bar-word, .invitation-words, ' +
      '.comment-invitation, .comment-note, .comment-count, .hg-button span, .skip-key .key-part, .door-title, .fact, .door-close';
    for (const element of all(words)) {
      if (!isInside(inkOf(element), screen)) faults.push(`outside the screen: ${describe(element)}`);
      const style = getComputedStyle(element);
      if (
        style.display !== 'inline' &&
        element.scrollWidth > element.clientWidth + slack &&
        element.clientWidth > 0
      )
        faults.push(
          `wider than its box: ${describe(element)} ${element.scrollWidth} > ${element.clientWidth}`,
        );
    }
    const pairs: readonly [string, string][] = [
      ['.key-face', '.lead, .key-part, .pictogram'],
      ['.message-key-face', '.message-key-word, .countdown, .key-part'],
      ['.hg-button', 'span'],
      ['.bar-control', '.bar-word, .icon'],
      ['.counter-sign', '.counter-word, .counter-number'],
      ['.department', '.fitted'],
      ['.comment-field', '.comment-note, .comment-count'],
    ];
    for (const [outer, inner] of pairs)
      for (const box of all(outer)) {
        const room = box.getBoundingClientRect();
        for (const element of [...box.querySelectorAll(inner)].filter(isSeen)) {
          const ink = element instanceof SVGElement ? element.getBoundingClientRect() : inkOf(element);
          if (
            ink.left < room.left - slack ||
            ink.right > room.right + slack ||
            ink.bottom > room.bottom + slack
          )
            faults.push(`outside its ${outer}: ${describe(element)} in ${describe(box)}`);
        }
      }
    // Blocks that must never lie over each other.
    const blocks = all(
      '.department, .counter-sign, .prompt, .group-name, .key, .message-words, .message-action, .bar-word, .invitation-words, ' +
        '.panel-hint, .comment-invitation, .comment-field, .comment-note, .comment-count, .skip-key, .hg-row, .facts, .door-keys, .door-close',
    ).map((element) => ({
      element,
      box: element.matches(
        '.department, .prompt, .group-name, .bar-word, .invitation-words, .comment-invitation, .comment-note, .comment-count',
      )
        ? inkOf(element.querySelector('.fitted') ?? element)
        : element.getBoundingClientRect(),
    }));
    for (let i = 0; i < blocks.length; i += 1)
      for (let j = i + 1; j < blocks.length; j += 1) {
        const a = blocks[i];
        const b = blocks[j];
        if (!a || !b || a.element.contains(b.element) || b.element.contains(a.element)) continue;
        // Khmer line boxes reach far beyond their ink; a third of a line may touch.
        const touch = Math.min(a.box.height, b.box.height) * 0.2;
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        const isWaiting = document.querySelector('[data-screen="waiting"]') !== null;
        const isOnWater = isWaiting && (a.element.matches('.key') || b.element.matches('.key'));
        if (across > slack && down > touch && !isOnWater)
          faults.push(`over each other: ${describe(a.element)} and ${describe(b.element)}`);
      }
    // Words of the sky that the river has risen over.
    const water = document.querySelector<SVGPathElement>('path.water');
    const toWater = water?.getScreenCTM()?.inverse();
    if (water && toWater)
      for (const element of all(
        '.lead, .key-part, .group-name, .message-title, .message-line, .recorded-lead, .name-part, .opens-at, .comment-invitation',
      )) {
        const ink = inkOf(element);
        const isUnder = [ink.left, (ink.left + ink.right) / 2, ink.right].some((x) =>
          water.isPointInFill(new DOMPoint(x, ink.bottom).matrixTransform(toWater)),
        );
        if (isUnder && !element.closest('.skip-key')) faults.push(`under water: ${describe(element)}`);
      }
    // A seam between two bar words that a reader could not see.
    const bar = all('.bar-word')
      .map(inkOf)
      .sort((a, b) => a.left - b.left);
    for (let i = 1; i < bar.length; i += 1)
      if ((bar[i]?.left ?? 0) - (bar[i - 1]?.right ?? 0) < 8) faults.push('words of the bar touch');
    for (const control of all('button')) {
      const box = control.getBoundingClientRect();
      if (!isInside(box, screen)) faults.push(`a control reaches outside the screen: ${describe(control)}`);
      if (Math.min(box.width, box.height) < smallest - slack && !control.closest('.keyboard'))
        faults.push(`smaller than ${smallest}: ${describe(control)} ${box.width} × ${box.height}`);
    }
    return faults;
  }, minTarget);

import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { contentPolicy } from '../../kiosk-app/host/content-policy.ts';

const named = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

it('names by its hash each inline script and style that the built page holds, and allows no other', () => {
  const policy = contentPolicy(
    '<style>p{}</style><script>first()</script><script type="module" src="./a.js"></script><script>a("<b>")</script>',
  );
  expect(policy).toContain(`script-src 'self' ${named('first()')} ${named('a("<b>")')};`);
  expect(policy).toContain(`style-src 'self' ${named('p{}')};`);
  expect(policy).not.toContain('unsafe');
});

it('allows nothing inline where the page has none', () => {
  expect(contentPolicy('<!doctype html>')).toContain("script-src 'self'; style-src 'self';");
});

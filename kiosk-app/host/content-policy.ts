import { createHash } from 'node:crypto';

const hashesOf = (html: string, element: 'script' | 'style'): string =>
  [...html.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))]
    .map(
      ([, text]) =>
        ` 'sha256-${createHash('sha256')
          .update(text ?? '')
          .digest('base64')}'`,
    )
    .join('');

/**
 * The Content-Security-Policy of a page: one origin and nothing else; no frame, no plug-in, no form, no other host, no inline
 * script or style but those that the built page itself holds, each named by its hash.
 */
export const contentPolicy = (html: string): string =>
  [
    "default-src 'none'",
    `script-src 'self'${hashesOf(html, 'script')}`,
    `style-src 'self'${hashesOf(html, 'style')}`,
    "font-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

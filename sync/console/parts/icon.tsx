import type { ReactNode } from 'react';

const shapes = {
  alert: <path d="M9 2.8 16.2 15.2H1.800zM9 7.200v3.600M9 12.900v.1" />,
  offline: (
    <path d="M1.700 6.600A11 11 0 0 1 9 3.800c1.900 0 3.700.5 5.300 1.300M16.300 6.600M4.200 9.400A7 7 0 0 1 8 7.300M11.400 8.100a7 7 0 0 1 2.400 1.300M6.600 11.900a3.600 3.600 0 0 1 3.300-.9M9 14.500v.1M2.500 2.500l13 13" />
  ),
  broken: (
    <>
      <circle cx="9" cy="9" r="7" />
      <path d="m6.700 6.700 4.600 4.600M11.300 6.700l-4.600 4.600" />
    </>
  ),
  silent: (
    <>
      <circle cx="9" cy="9" r="7" />
      <path d="M2.500 9h2M8 9h2M13.500 9h2" />
    </>
  ),
  phone: (
    <path d="M6.300 2.700 4.400 3.200c-.9.2-1.400 1-1.300 1.900.7 5.100 4.700 9.100 9.800 9.800.9.1 1.700-.4 1.900-1.300l.5-1.900-3.400-1.800-1.500 1.500c-1.700-.8-3-2.100-3.800-3.800l1.500-1.500z" />
  ),
  left: <path d="M10.700 4.800 6.500 9l4.200 4.200" />,
  right: <path d="M7.300 4.800 11.500 9l-4.200 4.200" />,
  down: <path d="M4.500 7 9 11.500 13.500 7" />,
  open: <circle cx="9" cy="9" r="5.500" />,
  lock: (
    <>
      <rect x="3.500" y="8" width="11" height="7.500" rx="1.500" />
      <path d="M6 8V5.500a3 3 0 0 1 6 0V8" />
    </>
  ),
  copy: (
    <>
      <rect x="6.500" y="6.500" width="9" height="9" rx="1.500" />
      <path d="M11.500 6.500V4A1.500 1.500 0 0 0 10 2.500H4A1.500 1.500 0 0 0 2.500 4v6A1.500 1.500 0 0 0 4 11.500h2.500" />
    </>
  ),
  again: <path d="M14.900 6.500A6.500 6.500 0 1 0 15.500 9M15.300 3v3.700h-3.700" />,
  clock: (
    <>
      <circle cx="9" cy="9" r="6.800" />
      <path d="M9 5v4l2.500 1.500" />
    </>
  ),
  download: <path d="M9 2.500v9M5.500 8 9 11.500 12.500 8M3 15.500h12" />,
  usb: (
    <>
      <rect x="5.500" y="6.500" width="7" height="9" rx="1.500" />
      <path d="M7 6.500v-4h4v4M8.200 4.300v.1M9.800 4.300v.1" />
    </>
  ),
  trash: (
    <path d="M3 4.800h12M6.700 4.800V2.700h4.600v2.100M4.500 4.800l.7 10.500h7.600l.7-10.500M7.500 8v4.500M10.500 8v4.500" />
  ),
  check: <path d="m3.500 9.500 3.500 3.500 7.500-8" />,
  chart: <path d="M2 15.500h14M4.500 15V8.500M9 15V3M13.500 15V6" />,
  document: <path d="M4 2h6.500L14 5.500V16H4zM10.300 2v3.700H14M6.500 9h5M6.500 12h5" />,
  kiosk: <path d="M3.500 2h11v8.500h-11zM6.500 6.200h5M9 10.500V13M6 16c0-2 1.300-3 3-3s3 1 3 3" />,
  comment: <path d="M2.500 3h13v9.500H8L4.500 15.500v-3h-2z" />,
  menu: <path d="M2.500 4.500h13M2.500 9h13M2.500 13.500h13" />,
  plus: <path d="M9 3.500v11M3.500 9h11" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** 18 px, stroke 1.75, round. Always beside words that say the same, so a screen reader skips it. */
export const Icon = ({ name, className = '' }: { readonly name: IconName; readonly className?: string }) => (
  <svg className={`icon ${className}`} viewBox="0 0 18 18" aria-hidden="true">
    {shapes[name]}
  </svg>
);

/** The door with its handle: one door, one touch. */
export const Logo = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path fill="currentColor" d="M4 22.500v-12a8 8 0 0 1 16 0v12z" />
    <circle cx="15" cy="15" r="2.700" fill="#f7f5ef" />
  </svg>
);

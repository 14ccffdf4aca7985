/** Small signs beside words. All on a grid of 32, drawn in the colour of the text. */
const icons = {
  'large-text': (
    <path
      className="icon-line"
      d="M1.5 29L8 13.500L14.5 29M3.8 24H12.200M14.5 29L25 2.500L35.5 29M18.2 20.500H31.8"
    />
  ),
  contrast: (
    <>
      <circle className="icon-line" cx="16" cy="16" r="14" />
      <path className="icon-fill" d="M16 2A14 14 0 0 1 16 30Z" />
    </>
  ),
  reach: <path className="icon-line" d="M16 2V21M7.5 13L16 21.500L24.5 13M3 29.500H29" />,
  check: <path className="icon-line" d="M4 17.500L12 26L28 7" />,
} as const;

const widths: Readonly<Record<keyof typeof icons, number>> = {
  'large-text': 37,
  contrast: 32,
  reach: 32,
  check: 32,
};

export type IconName = keyof typeof icons;

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg
    className={`icon icon-${name}`}
    viewBox={`0 0 ${widths[name]} 32`}
    aria-hidden="true"
    focusable="false"
  >
    {icons[name]}
  </svg>
);

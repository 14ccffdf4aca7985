import type { CategoryId } from '../../../sync/domain/categories.ts';

/**
 * The five pictograms on a grid of 200. `figure` is solid, `cut` is drawn in the colour of what lies behind it. One face for all:
 * two level dashes for eyes and one arc for a mouth; between satisfied and dissatisfied only the arc turns.
 */
const Officer = () => (
  <>
    <circle className="figure" cx="80" cy="66" r="53" />
    <path
      className="figure"
      d="M3 193C3 158 27 133 55 130.500Q60 130 63.5 133.500L80 151L96.5 133.500Q100 130 105 130.500C133 133 157 158 157 193Z"
    />
    <path className="cut-line" strokeWidth="11" d="M55 56H68M92 56H105" />
  </>
);

const Dossier = () => (
  <>
    <path
      className="figure"
      d="M46 9H108V44A19 19 0 0 0 127 63H160V171A19 19 0 0 1 141 190H46A18 18 0 0 1 28 172V27A18 18 0 0 1 46 9Z"
    />
    <path className="figure" d="M118 11L158 53H127A9 9 0 0 1 118 44Z" />
    <path className="cut-line" strokeWidth="11" d="M51 80H68M109 80H126" />
    <path className="cut-line" strokeWidth="12" d="M55 108A36 36 0 0 0 122 108" />
    <path className="cut-line" strokeWidth="10" d="M54 166H96" />
    <circle className="cut" cx="154" cy="158" r="39" />
    <circle className="figure" cx="154" cy="158" r="29" />
    <path
      className="cut"
      d="M154 139.500L158.8 151.900L172.1 152.600L161.8 161L165.2 173.900L154 166.700L142.8 173.900L146.2 161L135.9 152.600L149.2 151.900Z"
    />
  </>
);

const Attitude = () => (
  <>
    <Officer />
    <path className="cut-line" strokeWidth="12" d="M52 80A29.5 29.5 0 0 0 108 80" />
    <path
      className="figure"
      d="M171 73C157 61 145 49 145 34C145 15 166 12 171 28C176 12 197 15 197 34C197 49 185 61 171 73Z"
    />
  </>
);

const Competence = () => (
  <>
    <Officer />
    <path className="cut-line" strokeWidth="12" d="M54 97A29 29 0 0 1 106 97" />
    <path
      className="figure-line"
      strokeWidth="14"
      d="M150 37C150 22 159 12 172 12C185 12 194 22 194 36C194 58 171 60 171 79"
    />
    <circle className="figure" cx="171" cy="103" r="9.5" />
  </>
);

const Clock = () => (
  <>
    <circle className="figure" cx="100" cy="100" r="93" />
    <path className="cut-line" strokeWidth="11" d="M100 20V34M22 95H40M160 95H178" />
    <path className="cut-line" strokeWidth="12" d="M100 58V96L127 112" />
    <path className="cut-line" strokeWidth="12" d="M62 160A40.5 40.5 0 0 1 138 160" />
  </>
);

const Bubble = () => (
  <>
    <path
      className="figure"
      d="M34 16H166A24 24 0 0 1 190 40V122A24 24 0 0 1 166 146H98L50 188V146H34A24 24 0 0 1 10 122V40A24 24 0 0 1 34 16Z"
    />
    <path className="cut-line" strokeWidth="12" d="M45 58H155M45 97H97" />
    <g transform="translate(103 189) rotate(43)">
      <path
        className="cut cut-line"
        strokeWidth="20"
        d="M0 0L-12 -29V-105A8 8 0 0 1 -4 -113H4A8 8 0 0 1 12 -105V-29Z"
      />
      <path className="figure" d="M0 0L-12 -29V-83H12V-29Z" />
      <path className="figure" d="M-12 -92V-105A8 8 0 0 1 -4 -113H4A8 8 0 0 1 12 -105V-92Z" />
    </g>
  </>
);

const drawings: Readonly<Record<CategoryId, () => React.JSX.Element>> = {
  'satisfied-service': Dossier,
  'satisfied-attitude': Attitude,
  'dissatisfied-competence': Competence,
  'dissatisfied-time': Clock,
  comment: Bubble,
};

/** Decoration beside the words that name it, so it says nothing to a screen reader. */
export const CategoryPictogram = ({ category }: { readonly category: CategoryId }) => {
  const Drawing = drawings[category];
  return (
    <svg className="pictogram" viewBox="0 0 200 200" aria-hidden="true" focusable="false">
      <Drawing />
    </svg>
  );
};

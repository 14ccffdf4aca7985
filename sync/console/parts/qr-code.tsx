import { encode } from 'uqr';

/** A text as a QR code, drawn here: an authenticator's secret must not travel to be drawn elsewhere. */
export const QrCode = ({ text, name }: { readonly text: string; readonly name: string }) => {
  const { data, size } = encode(text, { ecc: 'L', border: 2 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={name}
      shapeRendering="crispEdges"
    >
      <path d={dark.join('')} fill="currentColor" />
    </svg>
  );
};

import { useEffect, useState } from 'react';

interface Drawn {
  readonly size: number;
  readonly dark: string;
}

/**
 * A text as a QR code, drawn here: an authenticator's secret must not travel to be drawn elsewhere. What draws it is needed
 * once in the life of an account, so it has a script of its own; the secret stands beside it in letters meanwhile.
 */
export const QrCode = ({ text, name }: { readonly text: string; readonly name: string }) => {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useEffect(() => {
    let isGone = false;
    void import('uqr').then(({ encode }) => {
      if (isGone) return;
      const { data, size } = encode(text, { ecc: 'L', border: 2 });
      const dark = data.flatMap((row, y) =>
        row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
      );
      setDrawn({ size, dark: dark.join('') });
    });
    return () => {
      isGone = true;
    };
  }, [text]);
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${drawn?.size ?? 1} ${drawn?.size ?? 1}`}
      role="img"
      aria-label={name}
      shapeRendering="crispEdges"
    >
      {drawn && <path d={drawn.dark} fill="currentColor" />}
    </svg>
  );
};

/** Pictures of the river's life. Decoration, never gold. */

/**
 * A sampan. Moored to its pole: out of service, and nobody has to hurry; under way: the kiosk is starting. The waterline is
 * y = 150.
 */
export const Sampan = ({ isMoored }: { readonly isMoored: boolean }) => (
  <svg className="scene sampan" viewBox="0 0 360 200" aria-hidden="true" focusable="false">
    {isMoored ? (
      <>
        <path className="pole" d="M9 20V152" />
        <path className="rope" d="M11 56C20 82 36 98 62 104" />
      </>
    ) : null}
    <path className="canopy" d="M134 127C134 66 158 62 192 62C226 62 250 66 250 127Z" />
    <path className="canopy-ribs" d="M163 70V126M192 63V126M221 70V126" />
    <path
      className="hull"
      d="M50 98C78 124 122 128 192 128C262 128 300 116 352 86C350 116 336 138 312 150H92C66 140 54 124 50 98Z"
    />
    <path className="hull-line" d="M98 138C158 148 262 147 314 133" />
    <path className="still-water" d="M36 172H250M76 186H216M114 199H184" />
  </svg>
);

const petal = 'M0 0C-30 -28 -30 -66 0 -98C30 -66 30 -28 0 0Z';

/** An open lotus on the water: the screen waits. */
export const OpenLotus = () => (
  <svg className="scene lotus open-lotus" viewBox="0 0 200 130" aria-hidden="true" focusable="false">
    <ellipse className="leaf" cx="42" cy="106" rx="36" ry="13" />
    <g transform="translate(100 116)">
      <path className="petal petal-far" d={petal} transform="rotate(-58) scale(.92)" />
      <path className="petal petal-far" d={petal} transform="rotate(58) scale(.92)" />
      <path className="petal petal-far" d={petal} transform="rotate(-24) scale(1.06)" />
      <path className="petal petal-far" d={petal} transform="rotate(24) scale(1.06)" />
      <path className="petal petal-back" d={petal} transform="scale(1.12)" />
      <path className="petal petal-mid" d={petal} transform="rotate(-74) scale(.86)" />
      <path className="petal petal-mid" d={petal} transform="rotate(74) scale(.86)" />
      <path className="petal petal-mid" d={petal} transform="rotate(-42) scale(.92)" />
      <path className="petal petal-mid" d={petal} transform="rotate(42) scale(.92)" />
      <path className="petal petal-near" d={petal} transform="rotate(-20) scale(.86)" />
      <path className="petal petal-near" d={petal} transform="rotate(20) scale(.86)" />
      <path className="petal petal-front" d={petal} transform="scale(.78)" />
    </g>
    <path className="leaf" d="M122 112C140 104 176 104 190 110C186 118 150 122 122 112Z" />
  </svg>
);

/** A closed lotus under the moon: closed for the night. The waterline is y = 218. */
export const NightLotus = () => (
  <svg className="scene lotus night-lotus" viewBox="0 0 330 300" aria-hidden="true" focusable="false">
    <path className="moon" d="M312 -4A44 44 0 1 0 326 66A37 37 0 1 1 312 -4Z" />
    <path className="stem" d="M172 196V218" />
    <g transform="translate(172 202)">
      <path className="petal petal-far" d="M-4 -4C-66 -40 -74 -104 -44 -166C-26 -120 -8 -60 -4 -4Z" />
      <path className="petal petal-far" d="M4 -4C66 -40 74 -104 44 -166C26 -120 8 -60 4 -4Z" />
      <path className="petal petal-back" d="M0 0C-62 -50 -66 -128 0 -196C66 -128 62 -50 0 0Z" />
      <path className="petal petal-back" d="M-3 0C-50 -34 -56 -92 -22 -136C-4 -104 0 -60 -3 0Z" />
      <path className="petal petal-back" d="M3 0C50 -34 56 -92 22 -136C4 -104 0 -60 3 0Z" />
      <path className="petal petal-near" d="M0 0C-38 -34 -38 -84 0 -122C38 -84 38 -34 0 0Z" />
    </g>
    <path className="leaf" d="M4 262A99 27 0 1 0 200 254L104 258L164 240A99 27 0 0 0 4 262Z" />
    <path className="leaf" d="M196 284A53 14 0 1 0 302 280L250 283L282 273A53 14 0 0 0 196 284Z" />
  </svg>
);

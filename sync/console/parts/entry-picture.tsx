import type { ReactNode } from 'react';

/** The door, the river and one touch that spreads: only here, where nothing has to be read off it. */
export const EntryPicture = ({ children }: { readonly children: ReactNode }) => (
  <header className="entry-picture">
    <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <path fill="#005b56" d="M408 740V392a112 112 0 0 1 224 0v348z" />
      <circle cx="588" cy="540" r="13" fill="#f6f1e5" />
      <path
        fill="#13323c"
        d="M-900 655C-500 720-280 660 0 672c120-24 210-22 320-4 130 22 270 30 400 0 280-60 560 20 900-30v300H-900z"
      />
      <g fill="none" stroke="#3d6b72" strokeWidth="1.500">
        <ellipse cx="236" cy="764" rx="44" ry="12" />
        <ellipse cx="236" cy="764" rx="104" ry="27" opacity=".85" />
        <ellipse cx="236" cy="764" rx="180" ry="47" opacity=".7" />
      </g>
      <ellipse cx="236" cy="764" rx="15" ry="5" fill="#edb83d" />
    </svg>
    {children}
  </header>
);

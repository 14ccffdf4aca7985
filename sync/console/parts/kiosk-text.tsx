/** A sentence in which a kiosk's name (`Q15-2`) never breaks at its hyphen. */
export const KioskText = ({ text }: { readonly text: string }) => {
  let place = 0;
  return text.split(/(\b[A-Z]{1,2}\d+(?:-\d+)+)/).map((piece) => {
    place += piece.length;
    return /^[A-Z]{1,2}\d+-/.test(piece) ? (
      <span key={place} className="whole">
        {piece}
      </span>
    ) : (
      piece
    );
  });
};

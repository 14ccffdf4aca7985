/**
 * Who has which device. Two panels of the same kind have the same vendor and product, and nothing in the system keeps a HID
 * device from being opened twice, which would count each of its presses twice. Hand the same claims to all panels of a kiosk.
 */
export interface Claims {
  /** False when another has it. */
  take(path: string, owner: object): boolean;
  leave(path: string, owner: object): void;
}

export const createClaims = (): Claims => {
  const owners = new Map<string, object>();
  return {
    take: (path, owner) => {
      const current = owners.get(path);
      if (current !== undefined && current !== owner) return false;
      owners.set(path, owner);
      return true;
    },
    leave: (path, owner) => {
      if (owners.get(path) === owner) owners.delete(path);
    },
  };
};

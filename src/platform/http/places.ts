/**
 * Counts what each address holds at once.
 *
 * @param most places that one address has
 */
export function placesOf(most: number): {
  /** Takes a place and answers how to give it back, which may be done twice; undefined when none is left. */
  take(address: string): (() => void) | undefined;
} {
  const taken = new Map<string, number>();
  return {
    take(address) {
      const now = (taken.get(address) ?? 0) + 1;
      if (now > most) return undefined;
      taken.set(address, now);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        const left = (taken.get(address) ?? 1) - 1;
        if (left > 0) taken.set(address, left);
        else taken.delete(address);
      };
    },
  };
}

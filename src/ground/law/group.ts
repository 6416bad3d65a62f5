/** From how many people on one matter a petition or a visit is a group's (Circulars 04 and 05/2021; by memory). */
export const groupFrom = 5;

const rows = [
  { upTo: 10, most: 2 },
  { upTo: Number.POSITIVE_INFINITY, most: 5 },
];

/** How many may speak for a group; undefined for so few that they are none. */
export function representatives(people: number): { least: number; most: number } | undefined {
  const row = people < groupFrom ? undefined : rows.find((one) => people <= one.upTo);
  return row && { least: 1, most: row.most };
}

/** Whether the names given, one a line or parted by semicolons, are as many as the group may have. */
export function rightlyRepresented(people: number, names: string): boolean {
  const group = representatives(people);
  const named = names.split(/[;\n]/).filter((one) => one.trim()).length;
  return !group || (named >= group.least && named <= group.most);
}

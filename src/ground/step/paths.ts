/** Where a step is taken back. */
export const stepPaths = {
  strike: (id: string) => `/can-bo/buoc/${id}`,
};

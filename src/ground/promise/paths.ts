/** Where it is said that a promise was kept. */
export const promisePaths = {
  report: (duty: string) => `/can-bo/loi-hua/${duty}`,
};

/** Number of sample petitions: two years of about 1,500. */
export const samplePetitions = 3000;

/** The same seed gives the same sample. */
export const sampleSeed = 22_32;

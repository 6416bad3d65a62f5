/** More rows than an office of a province has; a bigger file is a mistake or an attack. */
export const mostRows = 50_000;
/** Whole sheets formatted to the last column are read as far as anybody writes. */
export const mostColumns = 200;

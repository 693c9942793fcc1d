/** The window's scheme and origin; the server knows the same origin and no other in desktop mode. */
export const SCHEME = 'cairn';
export const ORIGIN = 'cairn://app';

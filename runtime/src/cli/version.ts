/** Of the runtime; a test compares it with its package's. Kept here because a bundle has no package.json beside it. */
export const version = '0.1.0';

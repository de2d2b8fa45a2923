export const clean = (record: unknown) => record;

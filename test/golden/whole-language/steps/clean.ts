export const clean = (payment: unknown) => payment;

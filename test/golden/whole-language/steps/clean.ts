export const clean = (payment) => payment;

/** The public face of the language. */
export * from './diagnostics/nearest-name.ts';
export type * from './diagram/diagram.ts';
export type * from './expressions/column.ts';
export * from './expressions/column-layout.ts';
export type * from './expressions/expression.ts';
export * from './onnx/read-signature.ts';
export type * from './onnx/signature.ts';
export type * from './plan/plan.ts';
export type * from './ports.ts';
export * from './types/is-assignable.ts';
export * from './types/least-upper-bound.ts';
export * from './types/nullability.ts';
export * from './types/numeric-types.ts';
export * from './types/print-type.ts';
export * from './types/type.ts';

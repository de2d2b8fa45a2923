/** FLOW598: said by hosts that look at a text with every key. */
import { type FlowDiagnostic, type Place, warning } from './diagnostic.ts';

export const tooLargeForEditor = (place: Place, charactersMax: number): FlowDiagnostic =>
  warning(
    'FLOW598',
    place,
    `This file has more than ${charactersMax.toLocaleString('en-US')} characters, so it is not checked while you type; millrace check does`,
  );

/** FLOW5xx: files of the project. */
import { circle } from './circle.ts';
import { error, type FlowDiagnostic, type Place, warning } from './diagnostic.ts';

export const codeMissing = (place: Place, path: string): FlowDiagnostic =>
  error('FLOW501', place, `Cannot find "${path}". Paths are relative to the folder of this file`, { data: { path } });

export const dataMissing = (place: Place, path: string): FlowDiagnostic =>
  warning('FLOW502', place, `There is no "${path}" yet; the flow cannot run without it`, { data: { path } });

export const writtenTwice = (place: Place, path: string, first: Place): FlowDiagnostic =>
  error('FLOW503', place, `Another node already writes "${path}"`, {
    related: [{ message: 'It is written here', place: first }],
    data: { path },
  });

export const readAndWritten = (place: Place, path: string, reader: Place): FlowDiagnostic =>
  error('FLOW504', place, `Cannot write "${path}": the same flow reads it`, {
    related: [{ message: 'It is read here', place: reader }],
    data: { path },
  });

export const absolutePath = (place: Place, path: string): FlowDiagnostic =>
  warning('FLOW505', place, `"${path}" is an absolute path; on another machine it will not be there`, {
    data: { path },
  });

export const emptyPath = (place: Place): FlowDiagnostic => error('FLOW506', place, 'The path is empty');

export const backslashPath = (place: Place, path: string): FlowDiagnostic =>
  error('FLOW507', place, 'Write paths with "/", on every system', { data: { path } });

export const pinnedCodeMalformed = (place: Place, why: string): FlowDiagnostic =>
  error('FLOW508', place, `This is no code of a git repository: ${why}`);

export const datasetWrittenTwice = (place: Place, name: string, first: Place): FlowDiagnostic =>
  error('FLOW520', place, `Another node already writes the dataset "${name}"`, {
    related: [{ message: 'It is written here', place: first }],
  });

/** `names`: datasets, each made of the one before, the first of the last. `others`: where those behind the first are made. */
export const datasetCycle = (place: Place, names: string[], others: Place[]): FlowDiagnostic =>
  error(
    'FLOW521',
    place,
    `Datasets are made of each other in a circle: ${circle([...names, names[0] as string], ' → ')}`,
    {
      related: others.map((other, index) => ({ message: `"${names[index + 1]}" is made here`, place: other })),
    },
  );

import { readAndWritten, writtenTwice } from '../diagnostics/project.ts';
import type { Check } from './check.ts';
import { namedFiles } from './named-files.ts';

/** [P5] A file is written by one node of a flow, and not by a flow that reads it; a database may be. */
export const checkWrittenFiles: Check = (context) => {
  const files = namedFiles(context).filter(({ path, holdsTables }) => path !== '' && !holdsTables);
  for (const [index, file] of files.entries()) {
    if (file.use !== 'write') continue;
    const sameFlow = files.filter(({ flow, uri }) => flow === file.flow && uri === file.uri);
    const writer = sameFlow.find((other) => other.use === 'write' && files.indexOf(other) < index);
    const reader = sameFlow.find(({ use }) => use === 'read');
    if (writer !== undefined) context.accept(writtenTwice(file.place, file.path, writer.place));
    else if (reader !== undefined) context.accept(readAndWritten(file.place, file.path, reader.place));
  }
};

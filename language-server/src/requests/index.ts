/** The one list of what is answered beside Langium's services. Deleting a file and its line here removes the request. */
import { codeActionResolve } from './code-action-resolve.ts';
import { configNames } from './config-names.ts';
import { diagnostics } from './diagnostics.ts';
import { documentSymbols } from './document-symbols.ts';
import type { ExtraRequest } from './extra-request.ts';
import { linkedEditingRequest } from './linked-editing.ts';
import { listTests } from './list-tests.ts';
import { modelFromFile } from './model-from-file.ts';
import { navigation } from './navigation.ts';
import { pasteAsSchema } from './paste-as-schema.ts';
import { rangesFormatting } from './ranges-formatting.ts';
import { refresh } from './refresh.ts';
import { renameFiles } from './rename-files.ts';
import { resolveCodeLens } from './resolve-code-lens.ts';
import { resolveCompletion } from './resolve-completion.ts';
import { resolveDocumentLink } from './resolve-document-link.ts';
import { resolveInlayHint } from './resolve-inlay-hint.ts';
import { selectionRangeRequest } from './selection-ranges.ts';
import { typesOnSave } from './types-on-save.ts';
import { workspaceFolders } from './workspace-folders.ts';

export const extraRequests: readonly ExtraRequest[] = [
  codeActionResolve,
  configNames,
  diagnostics,
  documentSymbols,
  refresh,
  renameFiles,
  resolveInlayHint,
  resolveCodeLens,
  resolveCompletion,
  resolveDocumentLink,
  selectionRangeRequest,
  linkedEditingRequest,
  navigation,
  rangesFormatting,
  pasteAsSchema,
  modelFromFile,
  listTests,
  typesOnSave,
  workspaceFolders,
];

/** What is pasted and dropped into flows: data can become a schema, and an ONNX file becomes a model with a node that infers with it. */
import { languages } from 'vscode';
import type { Feature } from '../../millrace.ts';
import { DropModel } from './drop-model.ts';
import { PasteSchema } from './paste-schema.ts';

const flows = { language: 'flow' };

export const activateInsert: Feature = ({ client }) => [
  languages.registerDocumentPasteEditProvider(flows, new PasteSchema(client), {
    providedPasteEditKinds: [PasteSchema.kind],
    pasteMimeTypes: ['text/plain'],
  }),
  languages.registerDocumentDropEditProvider(flows, new DropModel(client), {
    providedDropEditKinds: [DropModel.kind],
    dropMimeTypes: ['text/uri-list'],
  }),
];

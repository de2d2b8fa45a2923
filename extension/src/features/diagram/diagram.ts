import { Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { chosenFlowFile } from '../../flow-files.ts';
import type { Feature, Millrace } from '../../millrace.ts';
import { registerCommand } from '../../register-command.ts';
import { DiagramPanel } from './diagram-panel.ts';

const viewType = 'millrace.diagram';

/** "Open Diagram": one panel beside the editor, which comes back after a reload. */
export const activateDiagram: Feature = (millrace) => {
  let open: DiagramPanel | undefined;

  function adopt(panel: WebviewPanel): DiagramPanel {
    const diagram = new DiagramPanel(millrace, panel);
    open = diagram;
    diagram.onDidClose(() => {
      diagram.dispose();
      if (open === diagram) open = undefined;
    });
    return diagram;
  }

  return [
    registerCommand(millrace, 'millrace.openDiagram', async (argument, flow) => {
      const uri = chosenFlowFile(argument);
      open?.reveal();
      await (open ?? adopt(createPanel(millrace))).show(uri, typeof flow === 'string' ? flow : undefined);
    }),
    window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const diagram = adopt(panel);
        const uri = keptFile(state);
        if (uri !== undefined) await diagram.show(uri.file, uri.flow);
      },
    }),
  ];
};

function createPanel({ context }: Millrace): WebviewPanel {
  const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
  const panel = window.createWebviewPanel(viewType, 'Diagram', column);
  panel.iconPath = Uri.joinPath(context.extensionUri, 'icons', 'flow-file.svg');
  return panel;
}

/** The page keeps whose view it has; after a reload that is all there is of it, and an old version may have written it. */
function keptFile(state: unknown): { file: Uri; flow: string | undefined } | undefined {
  const { file, flow } = (state ?? {}) as { file?: unknown; flow?: unknown };
  if (typeof file !== 'string' || !file.startsWith('file:')) return undefined;
  return { file: Uri.parse(file), flow: typeof flow === 'string' ? flow : undefined };
}

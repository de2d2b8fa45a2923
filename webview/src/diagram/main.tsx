import { vscodeHost } from '../host/vscode-host.ts';
import { mountDiagram } from './mount.tsx';

const root = document.getElementById('root') as HTMLElement;
mountDiagram(root, vscodeHost(), root.dataset.layoutWorker as string);

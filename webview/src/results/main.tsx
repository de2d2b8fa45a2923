import { vscodeHost } from '../host/vscode-host.ts';
import { mountResults } from './mount.tsx';

mountResults(document.getElementById('root') as HTMLElement, vscodeHost());

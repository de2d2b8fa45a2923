import '@xyflow/react/dist/base.css';
import '../theme.css';
import './diagram.css';
import { createRoot } from 'react-dom/client';
import type { Host } from '../host/host.ts';
import { startLayoutEngine } from '../layout/layout-engine.ts';
import { DiagramPage } from './diagram-page.tsx';

export function mountDiagram(root: HTMLElement, host: Host, layoutWorkerUrl: string): void {
  const engine = startLayoutEngine(layoutWorkerUrl);
  createRoot(root).render(<DiagramPage host={host} engine={engine} />);
}

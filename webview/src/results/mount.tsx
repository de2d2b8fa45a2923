import '../theme.css';
import './results.css';
import { createRoot } from 'react-dom/client';
import type { Host } from '../host/host.ts';
import { ResultsPage } from './results-page.tsx';

export function mountResults(root: HTMLElement, host: Host): void {
  createRoot(root).render(<ResultsPage host={host} />);
}

// Starts the tab. The only file of the tab that acts on import.
import { createRoot } from 'react-dom/client';
import { Start } from './app/Start';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Start />);

/**
 * The page SCENARIO of residents: its display comes in a later version.
 */
import { openLater } from '../../shared/later.js';
import { RESIDENT } from './main.js';

openLater({ ...RESIDENT, display: 'SCENARIO' });

/**
 * The page AVAILABILITY of staff: its display comes in a later version.
 */
import { openLater } from '../../shared/later.js';
import { STAFF } from './main.js';

openLater({ ...STAFF, display: 'AVAILABILITY' });

/** How good the way to the other side is, and why, in a sentence for people. */
export interface LinkQuality {
  level: 'good' | 'fair' | 'poor';
  reason: string;
}

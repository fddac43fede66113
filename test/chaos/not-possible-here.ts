/** The machine does not allow this fault: reported, never passed over. */
export class NotPossibleHere extends Error {}

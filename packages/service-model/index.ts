export type { ActionContext, ActionHandler, ActionHandlers, ActionLogger, Principal } from './action-context.ts';
export * from './framework-errors.ts';
export * from './generated/actions.ts';
export * from './generated/enums.ts';
export * from './generated/errors.ts';
export type * from './generated/types.ts';
export { ServiceError } from './service-error.ts';

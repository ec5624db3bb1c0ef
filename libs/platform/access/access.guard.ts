import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { accessProblems } from './access.errors.js';
import { accessGranted } from './request-admission.js';

/**
 * Checks on every handler that the pipeline authorised the request, so that a route that misses the
 * pipeline's hooks is refused and not open.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  /** @throws Problem `access_unchecked` (500) when the pipeline did not run */
  canActivate(context: ExecutionContext): boolean {
    if (accessGranted(context.switchToHttp().getRequest<object>())) return true;
    throw accessProblems.access_unchecked({ handler: `${context.getClass().name}.${context.getHandler().name}` });
  }
}

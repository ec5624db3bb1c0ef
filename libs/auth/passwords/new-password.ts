import { applyDecorators } from '@nestjs/common';
import { IsString } from 'class-validator';
import { MaxLength } from '#platform/http';
import { passwordLength } from './password-rules.js';

/** Code points, so that normalising a body full of accents does not block the event loop. */
const longestTyped = 1000;

const schema = { minLength: passwordLength.min, maxLength: passwordLength.max };

/**
 * Decorates a property of a body that holds a chosen password. Its length is checked with its other rules, by
 * `Passwords.check`, which answers `weak_password`.
 */
export const NewPassword = (): PropertyDecorator =>
  applyDecorators(IsString(), MaxLength(longestTyped, { context: { schema } }));

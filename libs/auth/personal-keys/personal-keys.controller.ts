import { Body, Controller, Delete, Get, Header, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { Allow, Caller, Priority } from '#platform/access';
import { Answers, Id, ListQueryDto, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { KeysDto, NewKeyAnswerDto, NewPersonalKeyDto } from '../api-keys/api-keys.dto.js';
import { apiKeysProblems } from '../api-keys/api-keys.errors.js';
import { PersonalKeysService } from './personal-keys.service.js';

@Tag('My keys', 'The API keys with which programs, such as feed readers, act as the user.')
@Priority('normal')
@Controller('v1/me/keys')
export class PersonalKeysController {
  constructor(private readonly keys: PersonalKeysService) {}

  /** List my keys, the newest first. */
  @Get()
  @Allow('me.read', { least: 'member' })
  @Answers('no_account')
  list(@Query() query: ListQueryDto, @Caller() caller: Caller): Promise<KeysDto> {
    return this.keys.list(caller, query);
  }

  /** Create a key that acts as me, for one program. Only this answer shows it; it may do what its scopes and my role allow. A mail tells me of it. */
  @Post()
  @Allow('me.write', { least: 'member', revocation: 'strict' })
  @Idempotent({ secret: true })
  @Header('cache-control', 'no-store')
  @Answers(
    ...['no_account', 'key_scope_refused', 'key_expiry_past', 'keys_of_operators', 'no_longer_allowed'],
    ...['too_many_personal_keys', 'sessions_unavailable'],
  )
  create(@Body() body: NewPersonalKeyDto, @Caller() caller: Caller): Promise<NewKeyAnswerDto> {
    const expiresAt = body.expiresAt === undefined ? null : new Date(body.expiresAt);
    return this.keys.create(caller, { ...body, name: body.name.trim(), expiresAt });
  }

  /** Revoke a key of mine. It is refused from the next request on. */
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Allow('me.write', { least: 'member', revocation: 'strict' })
  @Answers('no_account', 'key_not_found')
  async revoke(@Id('id', apiKeysProblems.key_not_found) id: string, @Caller() caller: Caller): Promise<void> {
    await this.keys.revoke(caller, id);
  }
}

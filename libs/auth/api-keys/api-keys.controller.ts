import { Body, Controller, Delete, Get, Header, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { Allow, Caller, Priority } from '#platform/access';
import { Answers, Id, ListQueryDto, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { tenantIdInForce } from '#platform/tenancy';
import { KeysDto, NewKeyAnswerDto, NewKeyDto, RotationDto } from './api-keys.dto.js';
import { apiKeysProblems } from './api-keys.errors.js';
import { ApiKeysService } from './api-keys.service.js';

const admins = { least: 'admin', revocation: 'strict' } as const;

@Tag('Keys', 'The API keys of the tenant, for its programs, and those of its users.')
@Priority('normal')
@Controller('v1/keys')
export class KeysController {
  constructor(private readonly keys: ApiKeysService) {}

  /**
   * List the API keys, the newest first.
   *
   * @remarks Personal keys of users are among them; revoked keys are left out.
   */
  @Get()
  @Allow('keys.read', admins)
  list(@Query() query: ListQueryDto): Promise<KeysDto> {
    return this.keys.list(tenantIdInForce(), query);
  }

  /**
   * Create an API key.
   *
   * @remarks Only this answer shows the key.
   */
  @Post()
  @Allow('keys.write', admins)
  @Idempotent({ secret: true })
  @Header('cache-control', 'no-store')
  @Answers('key_scope_refused', 'key_expiry_past', 'keys_of_operators', 'no_longer_allowed', 'too_many_keys')
  create(@Body() body: NewKeyDto, @Caller() caller: Caller): Promise<NewKeyAnswerDto> {
    const expiresAt = body.expiresAt === undefined ? null : new Date(body.expiresAt);
    return this.keys.create(caller, { ...body, name: body.name.trim(), expiresAt });
  }

  /**
   * Replace a key by a new one.
   *
   * @remarks The old key works until the overlap is over, so that its clients can be updated one by one.
   */
  @Post(':id/rotate')
  @Allow('keys.write', admins)
  @Idempotent({ secret: true })
  @Header('cache-control', 'no-store')
  @Answers(
    ...['key_not_found', 'key_replaced', 'key_scope_refused', 'keys_of_operators', 'personal_key', 'no_longer_allowed'],
    'too_many_keys',
  )
  rotate(
    @Id('id', apiKeysProblems.key_not_found) id: string,
    @Body() { overlapHours = 24 }: RotationDto,
    @Caller() caller: Caller,
  ): Promise<NewKeyAnswerDto> {
    return this.keys.rotate(caller, id, overlapHours);
  }

  /**
   * Revoke a key.
   *
   * @remarks It is refused from the next request on.
   */
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Allow('keys.write', admins)
  @Answers('key_not_found')
  async revoke(@Id('id', apiKeysProblems.key_not_found) id: string): Promise<void> {
    await this.keys.revoke(tenantIdInForce(), id);
  }
}

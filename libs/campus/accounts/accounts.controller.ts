import { Body, Controller, Post, Put } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, AtVersion, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { mayAdminister } from '../campus.access.js';
import { AccountContentDto, AccountDto, InvitePeopleDto } from './accounts.dto.js';
import { AccountsService, notFoundOf } from './accounts.service.js';

const refusals = ['unknown_account', 'account_taken'];

@Tag('Accounts', 'Which user a student, a professor or a member of the staff is. Admins invite them, and correct it.')
@Priority('normal')
@mayAdminister()
@Controller('v1/campus')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  /** Say whose account a student has, at the version of the student given by If-Match. */
  @Put('students/:id/account')
  @Versioned()
  @Answers('student_not_found', ...refusals)
  setStudentAccount(
    @AtVersion(notFoundOf.students) at: AtVersion,
    @Body() { userId }: AccountContentDto,
    @Caller() { tenantId }: Caller,
  ): Promise<AccountDto> {
    return this.accounts.set(tenantId, 'students', at, userId);
  }

  /** Say whose account a professor has, at the version of the professor given by If-Match. */
  @Put('professors/:id/account')
  @Versioned()
  @Answers('professor_not_found', ...refusals)
  setProfessorAccount(
    @AtVersion(notFoundOf.professors) at: AtVersion,
    @Body() { userId }: AccountContentDto,
    @Caller() { tenantId }: Caller,
  ): Promise<AccountDto> {
    return this.accounts.set(tenantId, 'professors', at, userId);
  }

  /** Say whose account a member of the staff has, at the version of the member given by If-Match. */
  @Put('staff/:id/account')
  @Versioned()
  @Answers('staff_not_found', ...refusals)
  setStaffAccount(
    @AtVersion(notFoundOf.staff) at: AtVersion,
    @Body() { userId }: AccountContentDto,
    @Caller() { tenantId }: Caller,
  ): Promise<AccountDto> {
    return this.accounts.set(tenantId, 'staff', at, userId);
  }

  /** Invite people by mail to become users. Whoever has proven the address as a user already is linked instead. */
  @Post('invitations')
  @StartsOperation()
  @Idempotent()
  @Answers('no_account', 'operations_at_work')
  invitePeople(@Body() people: InvitePeopleDto, @Caller() caller: Caller): Promise<Operation> {
    return this.accounts.invite(caller, people);
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { campusProblems } from '../campus.errors.js';
import type { PlaceKind } from './places.service.js';
import type {
  NewProgrammeDto,
  NewUfrDto,
  NewUniversityDto,
  PlaceChangesDto,
  ProgrammeChangesDto,
  ProgrammeDto,
  StructureDto,
  UfrDto,
  UniversityDto,
} from './structure.dto.js';
import {
  keepUfr,
  keepUniversity,
  programmeStatements,
  structure,
  ufrStatements,
  universityStatements,
  usedLevelBeside,
} from './structure.sql.js';
import { STRUCTURE_TAG } from './structure-writes.js';

const tags = [STRUCTURE_TAG];

export const universities: PlaceKind<UniversityDto, NewUniversityDto, PlaceChangesDto> = {
  statements: universityStatements,
  tags,
};

export const ufrs: PlaceKind<UfrDto, NewUfrDto, PlaceChangesDto> = {
  statements: ufrStatements,
  tags,
  in: { field: 'universityId', keep: keepUniversity },
};

export const programmes: PlaceKind<ProgrammeDto, NewProgrammeDto, ProgrammeChangesDto> = {
  statements: programmeStatements,
  tags,
  in: { field: 'ufrId', keep: keepUfr },
  /** Subjects and enrolments keep the levels that they have. */
  async checkChanges(tx, id, { levels }) {
    const [used] = await tx.run(usedLevelBeside, id, levels);
    if (used) throw campusProblems.level_in_use({ level: used.level });
  },
};

/** Reads the structure of a tenant. */
@Injectable()
export class StructureService {
  constructor(private readonly database: Database) {}

  /** All universities with their UFRs and programmes, and the years. */
  async read(tenantId: string): Promise<StructureDto> {
    const [row] = await this.database.read({ tenantId }, structure);
    return row as StructureDto;
  }
}

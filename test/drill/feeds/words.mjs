/** Of which the posts of drills and benchmarks are made. */
export const WORDS =
  `sun rain snow wind cloud storm river mountain valley coast harbour bridge station train tram bicycle road street
  city village market bakery garden forest field orchard farm mill tower castle museum library school college theatre cinema
  concert festival match league season budget council mayor minister parliament election vote law court judge police fire rescue
  hospital doctor nurse vaccine study research energy battery solar nuclear water heat price bank tax wage strike union`
    .trim()
    .split(/\s+/);

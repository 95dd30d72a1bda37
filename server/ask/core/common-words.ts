import { stem } from "#server/ask/core/tokens.ts";

/** English words one letter from a word of the fleet, which are no slips of it: "stay" is not "star", "lane" not "late". */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `always alone along alert alternate among area away back base basis become below beside black blank book branch bread
   backside breath bridge bright bring broken brother built burst button camera came card careful carpet cart case cash catch
   centre chain chance charge chart cheap chew child choice church claim class clear clerk climb clock close cloth coast coat
   cold colour common cook copy core corner could couple course court cover crash create cross crowd current curve daily
   damp dare dead deal dear deep delivery desk detail differ dinner direction dirt display distant district divide
   double doubt dozen draft dream dress drink drop dust eager early earn earth edge effort eight eleven empty engineer
   enough enter entry event exact exit extra face fact factor fair fall false family famous farm fault favour fear feel
   fence field fifty file final fine fire firm first five fixture flat floor flow fold follow food foot force form forty
   forward found four frame fresh friend front fruit full gallon game garage gas general gentle glad goal gold grade
   grand grant grass green grey grip ground group grow guard guest guide half hall handle happy harm hate heat heavy
   height hence hill hire history hold hole holiday honest hook hope horse host hotel huge human hundred hurry hurt ice
   idea inner inside intend into iron item join joint judge junction junior just keen keep key kind kitchen label lack
   ladder lane large later law layer lead leaf leak lean learn leave leg legal lend less lesson letter level life lift
   light like limit line link lite local loose lorry lose loss loud love lower luck lying machine mail main major
   manager manner map march margin mark master match material meant meat meet member memory merely metal method middle
   mild mile milk mind minor minus mirror mission mode model modern money moral most mouth much muscle music nail narrow
   nation nature near neat neck nine ninety noise none north nose notice oil older once onion open optimize option orange
   other outer outside oven overload own pace pack packed packaging page paid pain paint pair pale panel pant parent park
   part partner party pass patch path pattern peace percentile perfect period permit phase phone piece pink pipe pitch
   plain plane plant plastic plate player pocket point pole police pool post pound power present press pretty price pride
   prime prince print prior prize product profit program promise proper proud prove public pull pump pure purple push
   quality quarter queen quite radio rail rain range rare rather reach read ready real reason recent region remote rent
   replacer resource rest result rice rich ride ring rise river roll roof room root rope rough round row royal rule rural
   rush rust safe safer sail sake salt same sand save scale scene school score screen sea seat seed seem seen seize
   seldom self sell sense serve server session settle seven seventy shade shadow shake shall shape share sharp sheet
   shelf shell shift shine ship shirt shock shoe shoot short shot shout show shut sick side sign silver simple since sing
   sink site sixty size skill skin slip slope small smart smell smile smoke smooth snow soap soft soil sort sound source
   space spare speak spell spend spill spirit split spoil spoon sport spread spring square stable staff stage stair stamp
   star state stay steal steam steel steep stem step stick stiff still stir stock stone store storm story straight
   strange stream street stretch strike string strong stronger study style such sudden sugar suit suite summer supply
   surface swap sweet swim switch table tail tall tank tape task taste tax team tear tell ten tend tent term test thank
   theme thick thin third thirty thousand thread three threw tide tidy tie tier tight till timer tin tire title token
   tone tool tooth touch tough tower town toy trade train transfer tray treat tree tribe trick tried trip true trust
   truth try tube turn twelve twenty twice twin twist type ugly uncle under union unit unite until update upper urban use
   user usual valley value van vast very view village visible voice vote wall war ware warm wash waste watch water wave
   weak wear weather week weight west wet wheel wide width wife wild will wind wine wing winter wire wise wish wood word
   world worry worth would write writer wrong yard year yellow young youth`
    .split(/\s+/)
    .filter((word) => word !== "")
    .map(stem),
);

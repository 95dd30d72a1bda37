-- An organisation that somebody works in is not deleted with its users: they are moved first.
ALTER TABLE "app_user" DROP CONSTRAINT "app_user_organisation_id_fkey";
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
